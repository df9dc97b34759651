/** In the place of the modules of Node, of which a browser has none. */
export {};
