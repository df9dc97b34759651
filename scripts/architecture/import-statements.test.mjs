import { expect, test } from 'vitest';
import { blankText } from './blank-text.mjs';
import { importStatements } from './import-statements.mjs';

test('every form of import and re-export is found, with its line', () => {
  const source = `import a from './a.ts';
import type { B } from './b.ts';
import {
  c,
  type D,
} from "./c.ts";
import './e.ts';
export * from './f.ts';
export { g as default } from './g.ts';
export type { H } from './h.ts';
const i = await import('./i.ts');
// import j from './j.ts';
/* export * from './k.ts'; */
export const from = query.selectFrom('machines');
`;
  expect(
    importStatements(source).map(({ from, line, isType }) => `${line} ${from}${isType ? ' type' : ''}`),
  ).toEqual([
    '1 ./a.ts',
    '2 ./b.ts type',
    '3 ./c.ts',
    '7 ./e.ts',
    '8 ./f.ts',
    '9 ./g.ts',
    '10 ./h.ts type',
    '11 ./i.ts',
  ]);
});

test('comments, strings and regular expressions are blanked, all else keeps its place', () => {
  const source = `a('//x', /['"]/g); // b\nconst d = a / b / c; /* e\nf */ g(\`\${h}\n\`);`;
  expect(blankText(source)).toBe(`a(     ,        );     \nconst d = a / b / c;     \n     g(     \n );`);
});
