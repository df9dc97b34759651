/** @param share `5` or `5%`, of `of`; a part of a machine counts as one. */
export function atLeast(share: string, of: number): number {
  return share.endsWith('%') ? Math.ceil((of * Number.parseInt(share, 10)) / 100) : Number(share);
}

/** @param share `5` or `5%`, of `of`; a part of a machine does not count. */
export function atMost(share: string, of: number): number {
  return share.endsWith('%') ? Math.floor((of * Number.parseInt(share, 10)) / 100) : Number(share);
}
