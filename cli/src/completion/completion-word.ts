/** The word by which a shell's script asks; no command, so that help does not name it. */
export const completionWord = '__complete';
