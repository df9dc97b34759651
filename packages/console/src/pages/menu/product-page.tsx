import { Anchor, Button, List, Stack, Text } from '@mantine/core';
import { menuShow } from '@netberth/api';
import type { MenuProduct } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { ask } from '../../server/ask.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import { ChoicePanel } from './choice-panel.tsx';
import { ChoiceForm } from './choice-form.tsx';
import { firstAnswers, findChoice } from './find-choice.ts';
import type { Answers } from './find-choice.ts';
import { MenuButtons } from './menu-buttons.tsx';
import { MirrorButton } from './mirror-button.tsx';
import { ProfileDialog } from './profile-dialog.tsx';
import { Marks } from './section-panel.tsx';

/** One product: what a person is asked, and what each answer comes to. */
export function ProductPage() {
  const { product: id } = useParams({ from: '/menu/$product' });
  const { data, error } = useQuery({
    queryKey: ['menu', id],
    queryFn: ({ signal }) => ask(menuShow, { product: id }, signal),
  });
  if (data === undefined) return error === null ? <Waiting /> : <Problem error={error} />;
  return <Product key={data.id} product={data} />;
}

function Product({ product }: { readonly product: MenuProduct }) {
  const [answers, setAnswers] = useState<Answers>(() => firstAnswers(product));
  const choice = findChoice(product, answers);
  const mayWrite = useMay('profile:write');
  const [isMaking, setMaking] = useState(false);
  return (
    <>
      <PageHead title={product.name}>
        <Marks {...product} />
        {mayWrite && choice !== undefined && (
          <Button size="xs" onClick={() => setMaking(true)}>
            {texts.menu.profile.make}
          </Button>
        )}
        <MenuButtons product={product.id} />
      </PageHead>
      <Stack>
        {product.homepage !== '' && (
          <Text size="sm">
            <Anchor href={product.homepage} rel="noreferrer" target="_blank">
              {product.homepage}
            </Anchor>
          </Text>
        )}
        {product.notes !== null && <Text size="sm">{product.notes}</Text>}
        {product.problems.length > 0 && (
          <List size="sm">
            {product.problems.map((problem) => (
              <List.Item key={problem}>{problem}</List.Item>
            ))}
          </List>
        )}
        <ChoiceForm product={product} answers={answers} onChange={setAnswers} />
        <ChoicePanel product={product} choice={choice} />
        {choice !== undefined && <MirrorButton product={product} choice={choice} />}
      </Stack>
      {isMaking && choice !== undefined && (
        <ProfileDialog product={product} choice={choice} onClose={() => setMaking(false)} />
      )}
    </>
  );
}
