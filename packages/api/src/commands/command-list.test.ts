import { describe, expect, it } from 'vitest';
import { commandList } from './command-list.ts';

describe.each(commandList.map((definition) => [definition.name, definition] as const))(
  '%s',
  (_, definition) => {
    it('says of every input field what it is for', () => {
      const undescribed = Object.entries(definition.input.shape)
        .filter(([, field]) => (field.description ?? '') === '')
        .map(([name]) => name);
      expect(undescribed).toEqual([]);
    });

    it('shows at least one example that names its own verb', () => {
      expect(definition.cli.examples.length).toBeGreaterThan(0);
      for (const { line } of definition.cli.examples) {
        expect(line).toContain(`netberth ${definition.cli.behind ?? definition.name.replaceAll('.', ' ')}`);
      }
    });

    it('takes every field of its path from its input', () => {
      const inPath = [...definition.http.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(Object.keys(definition.input.shape)).toEqual(expect.arrayContaining(inPath));
    });
  },
);

describe('the command list', () => {
  it('has every name and every route once', () => {
    const names = commandList.map(({ name }) => name);
    const routes = commandList.map(({ http }) => `${http.method} ${http.path}`);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(routes).size).toBe(routes.length);
  });
});
