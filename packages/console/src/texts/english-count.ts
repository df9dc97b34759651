/** `1 machine`, `20,000 machines` */
export const count = (n: number, one: string, many: string): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

export const machineCount = (n: number): string => count(n, 'machine', 'machines');
