import { Alert, List } from '@mantine/core';
import { texts } from '../texts/texts.ts';

export function MediumWarnings({ warnings }: { readonly warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <Alert variant="outline" color="orange" title={texts.media.warnings}>
      <List size="sm">
        {warnings.map((warning) => (
          <List.Item key={warning}>{warning}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
