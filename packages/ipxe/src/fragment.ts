const content: unique symbol = Symbol('fragment');

/** What a fragment is made of; `text` is already safe by the rules of the function that made it. */
export type FragmentContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'setting'; readonly text: string }
  | { readonly kind: 'hole'; readonly name: string };

/** Something that may stand inside ipxe`…`. Only this package makes them; a plain string is not one. */
export type Fragment = { readonly [content]: FragmentContent };

/** Wrap checked content as a fragment. */
export function makeFragment(inside: FragmentContent): Fragment {
  return { [content]: inside };
}

/** What is inside a fragment. */
export function fragmentContent(fragment: Fragment): FragmentContent {
  return fragment[content];
}
