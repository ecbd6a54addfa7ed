/** The package brings no types; this is the part of it that is used here. */
declare module 'fs-native-extensions' {
  /** Locks the whole open file for its descriptor, alone; false where another descriptor holds it. */
  export function tryLock(descriptor: number): boolean;
}
