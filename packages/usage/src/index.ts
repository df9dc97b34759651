export { BootCounts, countedFile, countedQuery, type BootCount, type BootSeen } from './boot-counts.ts';
export { bootMark, LogReader, type ReadLine } from './log-reader.ts';
export { popularity } from './popularity.ts';
