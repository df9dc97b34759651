/**
 * How many memory modules a machine is asked for: of one with more nothing is said. Their sizes are what every iPXE can tell
 * (SMBIOS 7.18: type 17, a word at offset 12); no build of Debian knows `memsize`.
 */
export const memoryModules = 12;
