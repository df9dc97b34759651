import type { Plugin } from 'vitest/config';

/** `import('….ts?statements')` has `declaredStatements`: what the module declares when it is loaded, however private. */
export const statementsQuery = '?statements';

const importOfStatement = /import \{([^}]*)\bstatement\b([^}]*)\} from '([^']*\/work\.ts)'/;

const recorder = `
  export const declaredStatements: any[] = [];
  function statement<Named>() {
    return (...given: readonly any[]) => {
      const declared = (declare() as any)(...given);
      declaredStatements.push(declared);
      return declared;
    };
  }
`;

export const recordStatements: Plugin = {
  name: 'record-statements',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith(statementsQuery)) return null;
    return `${recorder}${code.replace(importOfStatement, "import {$1statement as declare$2} from '$3'")}`;
  },
};
