const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');

/** What the page's content security policy wants to see on style elements that are made while it runs. */
export const styleNonce = meta?.nonce ?? '';

// Dialogs lock scrolling through a library that looks for the nonce where webpack would have put it.
Object.assign(globalThis, { __webpack_nonce__: styleNonce });
