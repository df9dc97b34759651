import { Button } from '@mantine/core';

type Props = { readonly label: string; readonly onClick: () => void };

/** Stands in a row of a table: its label names the row too, for whoever hears it alone. */
export function SmallButton({ label, onClick }: Props) {
  return (
    <Button size="compact-xs" variant="default" onClick={onClick}>
      {label}
    </Button>
  );
}
