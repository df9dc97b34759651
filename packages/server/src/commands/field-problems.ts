import type { z } from 'zod';

export type FieldProblem = { readonly field: string; readonly message: string };

/** What is wrong with an input, by field: of a value that may have several forms, by the form that was meant. */
export function fieldProblems(
  issues: readonly z.core.$ZodIssue[],
  before: readonly PropertyKey[] = [],
): FieldProblem[] {
  return issues.flatMap((issue) => {
    const path = [...before, ...issue.path];
    if (issue.code === 'invalid_union') {
      const meant = meantForm(issue.errors);
      if (meant.length > 0) return fieldProblems(meant, path);
    }
    const message = issue.code === 'invalid_key' ? (issue.issues[0] ?? issue).message : issue.message;
    return [{ field: path.join('.') || '(input)', message }];
  });
}

/** Whoever has missed a form altogether is told that its type is wrong, and nothing else: they meant another. */
function meantForm(forms: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] {
  const isOtherType = ({ code, path }: z.core.$ZodIssue) => code === 'invalid_type' && path.length === 0;
  return forms.find((issues) => !issues.some(isOtherType)) ?? forms[0] ?? [];
}
