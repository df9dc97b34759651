import { Button, Code, CopyButton } from '@mantine/core';
import { texts } from '../texts/texts.ts';
import classes from './copyable.module.css';

type Props = { readonly label: string; readonly text: string };

/** Lines for a terminal or a file. */
export function Copyable({ label, text }: Props) {
  return (
    <div className={classes['copyable']}>
      <Code block className="nb-script" tabIndex={0} aria-label={label}>
        {text}
      </Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button className={classes['button'] ?? ''} size="compact-xs" variant="default" onClick={copy}>
            {copied ? texts.copied : texts.copy}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
