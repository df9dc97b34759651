/** The logical block of every image that we make (ECMA-119 6.2.2). */
export const blockBytes = 2048;
