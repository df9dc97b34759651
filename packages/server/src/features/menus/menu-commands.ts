import { menuList, menuShow } from '@netberth/api';
import { handleRead } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import type { MenuConfig } from '../../config/config.ts';
import type { MenuSource } from '../catalogue/menu-content.ts';
import { productUnknown } from '../catalogue/product-unknown.ts';
import { viewMenu, viewProduct } from './view-menu.ts';

type Book = MenuSource & { readonly problems: readonly string[] };

/**
 * `menu list`, `menu show`: the menu of this server for people.
 * @param settings as they are when somebody asks
 */
export function menuCommands(menu: Book, settings: Pick<MenuConfig, 'hidden'>): readonly CommandHandler[] {
  return [
    // oxlint-disable-next-line require-yield -- the menu is not in the database
    handleRead(menuList, function* () {
      return viewMenu(menu.content, settings.hidden, menu.problems);
    }),
    // oxlint-disable-next-line require-yield -- the menu is not in the database
    handleRead(menuShow, function* ({ product }) {
      const found = viewProduct(product, menu, settings.hidden);
      if (found === null) throw productUnknown(menu.content.catalogue, product);
      return found;
    }),
  ];
}
