/**
 * What is used of lzma1. The package gives its sources as its types, and those do not compile under our settings;
 * tsconfig.base.json leads here instead.
 * @param stream a `.lzma` file: 13 bytes of header and the LZMA stream. Throws an Error for anything else.
 */
export declare function decompress(stream: Uint8Array): Uint8Array;
