/** Bytes that one event may have at most: the collectors' own limit, unless they are told otherwise. */
export const largestEvent = 64 * 1024;
