const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** `912 B`, `1.5 KiB`, `93.1 GiB`. */
export function sizeWords(bytes: number): string {
  const power = Math.min(Math.max(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), 0), units.length - 1);
  const value = bytes / 1024 ** power;
  return `${power === 0 ? value : Number(value.toFixed(1))} ${units[power] ?? ''}`;
}
