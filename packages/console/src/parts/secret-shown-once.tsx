import { Alert, Button, Code, CopyButton, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { texts } from '../texts/texts.ts';

type Props = {
  readonly title: string;
  readonly secret: string;
  /** What else can be done with it. */
  readonly children?: ReactNode;
};

export function SecretShownOnce({ title, secret, children }: Props) {
  return (
    <Alert variant="outline" title={title} role="status">
      <Group gap="xs">
        <Code className="nb-script">{secret}</Code>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="default" onClick={copy}>
              {copied ? texts.copied : texts.copy}
            </Button>
          )}
        </CopyButton>
        {children}
      </Group>
    </Alert>
  );
}
