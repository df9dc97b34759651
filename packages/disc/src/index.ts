export { openDisc, type DiscContent, type OpenedDisc } from './disc-content.ts';
export { discName } from './disc-name.ts';
export { findChecksum } from './find-checksum.ts';
export type { WholeWay } from './kinds/whole-disc.ts';
export { recogniseDisc } from './recognise-disc.ts';
export type { DiscKind, DiscPart, DiscPlace, Recognition, RecognisedDisc } from './recognised-disc.ts';
