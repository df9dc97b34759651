import { Alert, Button, Code, CopyButton, Group } from '@mantine/core';
import { texts } from '../../texts/texts.ts';

export function SecretShownOnce({ title, secret }: { readonly title: string; readonly secret: string }) {
  return (
    <Alert variant="outline" title={title} role="status">
      <Group gap="xs">
        <Code>{secret}</Code>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="default" onClick={copy}>
              {copied ? texts.access.copied : texts.access.copy}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Alert>
  );
}
