import { Alert, List } from '@mantine/core';
import { Refused } from '../server/refused.ts';
import { texts } from '../texts/texts.ts';

/** Why something was not done, in the server's words. */
export function Problem({ error }: { readonly error: unknown }) {
  if (error === null || error === undefined) return null;
  const problem = error instanceof Refused ? error.problem : null;
  return (
    <Alert color="red" variant="outline" role="alert" title={problem?.code ?? texts.problem.title}>
      {sentenceOf(error)}
      {problem?.fields !== undefined && (
        <List size="sm" mt="xs">
          {problem.fields.map(({ field, message }) => (
            <List.Item key={`${field} ${message}`}>
              {field}: {message}
            </List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}

function sentenceOf(error: unknown): string {
  if (error instanceof Refused) return error.message;
  // What fetch() throws when nobody answers.
  if (error instanceof TypeError) return texts.problem.unreachable;
  return error instanceof Error ? error.message : String(error);
}
