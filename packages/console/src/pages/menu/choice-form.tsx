import { Group, NativeSelect } from '@mantine/core';
import type { MenuProduct } from '@netberth/api';
import { Panel } from '../../parts/panel.tsx';
import { texts } from '../../texts/texts.ts';
import { answersTo, platformOf } from './find-choice.ts';
import type { Answers } from './find-choice.ts';

const words = texts.menu;

type Props = {
  readonly product: MenuProduct;
  readonly answers: Answers;
  readonly onChange: (answers: Answers) => void;
};

/** The questions of a product; an answer that does not go with the others cannot be taken. */
export function ChoiceForm({ product, answers, onChange }: Props) {
  const machines = new Map(
    product.choices.map((choice) => [
      platformOf(choice),
      words.platformName(words.firmwares[choice.firmware], choice.arch),
    ]),
  );
  return (
    <Panel title={words.choose}>
      <Group align="end">
        <NativeSelect
          label={words.platform}
          value={answers.platform}
          onChange={(event) => onChange({ ...answers, platform: event.currentTarget.value })}
          data={[...machines].map(([value, label]) => ({ value, label }))}
        />
        {product.questions.map(({ id, title, items }) => {
          const possible = answersTo(id, product, answers);
          return (
            <NativeSelect
              key={id}
              label={title}
              value={answers.values[id] ?? ''}
              onChange={(event) =>
                onChange({ ...answers, values: { ...answers.values, [id]: event.currentTarget.value } })
              }
              data={items.map((item) => ({
                value: item.id,
                label: item.label,
                disabled: !possible.has(item.id),
              }))}
            />
          );
        })}
      </Group>
    </Panel>
  );
}
