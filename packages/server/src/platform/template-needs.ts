import { Output, TypeGuards } from 'liquidjs';
import type { Template } from 'liquidjs';
import { parseTemplate, variablesOf } from './render-template.ts';
import { escapingFilters } from './template-filters.ts';

/** One value that a template uses: `['machine', 'metadata', 'role']`. */
export type TemplateNeed = {
  readonly path: readonly string[];
  /** It is only put into the text, as it is or made safe: one plain word there is as good as another. */
  readonly isOnlyShown: boolean;
};

/**
 * Everything that decides whether a template can be rendered. For a template that is none there is nothing: it fails
 * whatever it is given.
 */
export function templateNeeds(template: string): readonly TemplateNeed[] {
  const nodes = parseTemplate(template);
  return nodes === undefined ? [] : nodes.flatMap((node) => needsOf(node, false));
}

/** @param isKept what is put into the text here is kept in a variable, by which something may be decided later */
function needsOf(node: Template, isKept: boolean): readonly TemplateNeed[] {
  if (node instanceof Output) {
    const paths = pathsOf(node);
    // Two: one of them says what of the other is looked up.
    const isOnlyShown = !isKept && showsOneValue(node) && paths.length === 1;
    return paths.map((path) => ({ path, isOnlyShown }));
  }
  const asked = { token: node.token, render: () => '', arguments: () => node.arguments?.() ?? [] };
  const keeps = isKept || node.localScope !== undefined;
  return [
    ...pathsOf(asked).map((path) => ({ path, isOnlyShown: false })),
    ...childrenOf(node).flatMap((child) => needsOf(child, keeps)),
  ];
}

function showsOneValue({ value }: Output): boolean {
  const [first, ...rest] = value.initial.postfix;
  const [last, ...before] = value.filters;
  if (!TypeGuards.isPropertyAccessToken(first) || rest.length > 0) return false;
  // Where no filter makes the text safe, the one that refuses everything but plain words is behind it.
  const isSafe = last !== undefined && (!last.raw || isEscaping(last.name));
  return isSafe && before.length === 0 && last.args.length === 0;
}

function isEscaping(name: string): boolean {
  return name === 'raw' || Object.hasOwn(escapingFilters, name);
}

/** A name that is itself looked up (`metadata[machine.hostname]`) ends the path: anything below may be meant. */
function pathsOf(node: Template): readonly (readonly string[])[] {
  return variablesOf([node]).map((segments) => {
    const end = segments.findIndex((segment) => typeof segment === 'object');
    return segments.slice(0, end === -1 ? undefined : end).map(String);
  });
}

function childrenOf(node: Template): readonly Template[] {
  const children = node.children?.(false, true);
  if (children === undefined) return [];
  let step = children.next();
  while (!step.done) step = children.next(step.value);
  return step.value;
}
