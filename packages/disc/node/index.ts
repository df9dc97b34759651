export { DiscFileReader, looksLikeDisc } from './open-disc-file.ts';
