import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { texts } from '../texts/texts.ts';

export function ColourSchemeButton() {
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  const label = isDark ? texts.scheme.light : texts.scheme.dark;
  return (
    <ActionIcon
      variant="default"
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
    >
      {isDark ? '☀' : '☾'}
    </ActionIcon>
  );
}
