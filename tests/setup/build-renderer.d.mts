export declare function buildRenderer(): Promise<void>;
