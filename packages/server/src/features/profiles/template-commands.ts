import { profileTemplateList, profileTemplateShow } from '@netberth/api';
import { answerKinds, settingOf } from '@netberth/catalogue';
import type { AnswerKind, Catalogue } from '@netberth/catalogue';
import { readAnswerTemplates } from '@netberth/catalogue/answers';
import { handleRead } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { namesUsed } from '../../platform/render-template.ts';
import type { MenuSource } from '../catalogue/menu-content.ts';
import { builtInAnswerOf } from './answer-files.ts';

/** The answer files that come with Netberth. */
export function templateCommands(menu: MenuSource): readonly CommandHandler[] {
  return [listFor(menu), show];
}

function listFor(menu: MenuSource): CommandHandler {
  // eslint-disable-next-line require-yield
  return handleRead(profileTemplateList, function* () {
    return { templates: answerKinds.map((kind) => viewKind(kind, menu.content.catalogue)) };
  });
}

function viewKind(kind: AnswerKind, { products }: Catalogue) {
  const texts = Object.values(readAnswerTemplates(kind));
  const used = [...new Set(texts.flatMap((text) => namesUsed(text, 'settings')))];
  return {
    kind: kind.id,
    title: kind.title,
    products: products.filter((product) => builtInAnswerOf(product)?.kind === kind).map(({ id }) => id),
    settings: used.flatMap((name) => {
      const setting = settingOf(name, kind);
      if (setting === undefined) return [];
      const { title, example, preset } = setting;
      return [{ name, title, example, preset, isRequired: kind.required.includes(name) }];
    }),
  };
}

const show = handleRead(profileTemplateShow, function* ({ kind: id, file }) {
  const kind = answerKinds.find((one) => one.id === id);
  if (kind === undefined) {
    const kinds = answerKinds.map((one) => one.id).join(', ');
    throw new CommandRefused('noAnswerTemplate', { what: `"${id}"`, kinds });
  }
  const files = Object.entries(readAnswerTemplates(kind)).map(([name, text]) => ({ name, text }));
  const shown = file === undefined ? files : files.filter(({ name }) => name === file);
  if (shown.length === 0)
    throw new CommandRefused('noAnswerTemplate', {
      what: `"${file}" in ${id}`,
      kinds: kind.files.join(', '),
    });
  return { kind: id, files: shown };
});
