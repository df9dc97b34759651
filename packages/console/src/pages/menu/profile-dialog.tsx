import { Checkbox, SimpleGrid, Text, TextInput, Textarea } from '@mantine/core';
import { profileCreate, profileTemplateList } from '@netberth/api';
import type { MenuChoice, MenuProduct, OutputOf } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { Problem } from '../../parts/problem.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { texts } from '../../texts/texts.ts';

const words = texts.menu.profile;
type Template = OutputOf<typeof profileTemplateList>['templates'][number];
type Values = Readonly<Record<string, string>>;

type Props = {
  readonly product: MenuProduct;
  readonly choice: MenuChoice;
  readonly onClose: () => void;
};

/** What is chosen becomes a profile, with the answers for its installer or without. */
export function ProfileDialog({ product, choice, onClose }: Props) {
  const [name, setName] = useState('');
  const [isUnattended, setUnattended] = useState(false);
  const [set, setSet] = useState<Values>({});
  const navigate = useNavigate();
  const { data, error } = useQuery({
    queryKey: ['answer-templates'],
    queryFn: ({ signal }) => ask(profileTemplateList, {}, signal),
    staleTime: Infinity,
  });
  const template = data?.templates.find(({ products }) => products.includes(product.id));
  const create = async () => {
    const filled = Object.entries(set).filter(([, value]) => value !== '');
    await ask(profileCreate, {
      ...{ name, product: product.id, choice: choice.values, arch: choice.arch },
      ...(isUnattended && { answers: 'default', set: Object.fromEntries(filled) }),
    });
    await queryClient.invalidateQueries({ queryKey: ['profiles'] });
    await navigate({ to: '/profiles/$profile', params: { profile: name } });
  };
  return (
    <FormDialog
      title={words.title(choice.title)}
      action={words.submit}
      isReady={name !== ''}
      size="xl"
      run={create}
      onClose={onClose}
    >
      <Problem error={error} />
      <Text size="sm">{words.what}</Text>
      <TextInput
        label={words.name}
        description={words.nameHint}
        required
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {template !== undefined && (
        <Checkbox
          label={words.unattended}
          description={words.unattendedHint}
          checked={isUnattended}
          onChange={(event) => setUnattended(event.currentTarget.checked)}
        />
      )}
      {isUnattended && (
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          {template?.settings.map((setting) => (
            <SettingField
              key={setting.name}
              setting={setting}
              value={set[setting.name] ?? ''}
              onChange={(value) => setSet({ ...set, [setting.name]: value })}
            />
          ))}
        </SimpleGrid>
      )}
    </FormDialog>
  );
}

type FieldProps = {
  readonly setting: Template['settings'][number];
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** Several lines where the value is what one would have in a file, hidden where it is a password. */
function SettingField({ setting, value, onChange }: FieldProps) {
  const { name, title, example, preset, isRequired } = setting;
  const isPassword = /password/.test(name);
  const isLong = example.startsWith('@') && !isPassword;
  const common = {
    label: name,
    description: title,
    required: isRequired,
    value,
    placeholder: preset ?? (example.startsWith('@') ? '' : example),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange(event.currentTarget.value),
  };
  if (isLong) return <Textarea {...common} autosize minRows={2} />;
  return <TextInput {...common} {...(isPassword && { type: 'password', autoComplete: 'new-password' })} />;
}
