import { Code } from '@mantine/core';

type Props = { readonly summary: string; readonly script: string };

export function ScriptFold({ summary, script }: Props) {
  if (script === '') return null;
  return (
    <details>
      <summary>{summary}</summary>
      <Code block className="nb-script" mt="xs">
        {script}
      </Code>
    </details>
  );
}
