export type Ini = Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;

export function iniText(sections: Ini): string {
  return Object.entries(sections)
    .map(([name, values]) => {
      const lines = Object.entries(values).map(([key, value]) => `${key} = ${String(value)}\n`);
      return `[${name}]\n${lines.join('')}`;
    })
    .join('\n');
}
