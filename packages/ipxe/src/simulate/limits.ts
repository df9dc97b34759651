/** Commands that are followed when nothing else is said; whatever runs longer is taken for a loop. */
export const defaultCommands = 10_000;
/** Scripts inside scripts; the real iPXE has a stack of 4 to 8 KiB on BIOS and does not get as far. */
export const deepestScript = 20;
/** Replacements of `${…}` in one word; a value that names itself would go on for ever. */
export const mostExpansions = 1_000;
/** Characters of one expanded word; iPXE's whole heap has 512 KiB. */
export const longestWord = 65_536;
/** Redirections that one download follows. */
export const mostRedirects = 16;
