import { Button } from '@mantine/core';
import { settingsList, settingsSet } from '@netberth/api';
import type { SettingView } from '@netberth/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Problem } from '../../parts/problem.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import { withOrWithout } from './with-or-without.ts';

const words = texts.menu;
const settingsKey = ['settings'] as const;

/** Puts a product on the first page of the menu, or takes it out of the menu; the settings say which are. */
export function MenuButtons({ product }: { readonly product: string }) {
  const mayWrite = useMay('settings:write');
  const { data, error } = useQuery({
    queryKey: settingsKey,
    queryFn: ({ signal }) => ask(settingsList, {}, signal),
    enabled: mayWrite,
  });
  const set = useMutation({
    mutationFn: ({ name, value, revision }: SettingView) =>
      ask(settingsSet, { name, value: withOrWithout(value, product) }, undefined, revision),
    onSettled: async () => {
      await queryClient.invalidateQueries({ queryKey: settingsKey });
      await queryClient.invalidateQueries({ queryKey: ['menu'] });
    },
  });
  if (!mayWrite) return null;
  const ofMenu = (data?.settings ?? []).filter(({ name }) => name in words.change);
  return (
    <>
      <Problem error={error ?? set.error} />
      {ofMenu.map((setting) => {
        const isIn = setting.value.split(',').includes(product);
        const { put, take } = words.change[setting.name as keyof typeof words.change];
        return (
          <Button
            key={setting.name}
            size="xs"
            variant="default"
            disabled={!setting.adjustable}
            title={setting.adjustable ? undefined : words.fixedBy(setting.source)}
            loading={set.isPending}
            onClick={() => set.mutate(setting)}
          >
            {isIn ? take : put}
          </Button>
        );
      })}
    </>
  );
}
