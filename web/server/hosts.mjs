// The names that the server answers to. A page of another site can have its own name lead to this
// computer (DNS rebinding); as the browser sees it, the answers would be that site's own.

const own = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * @param {string[]} others names beside those of this computer itself, without a port
 * @returns {(asked: string | undefined) => string | undefined} For the Host of a request: why it is
 *   refused, in a sentence.
 */
export function hostCheck(others) {
  const known = new Set([...own, ...others.map((name) => nameOf(bracketed(name)))]);
  return (asked = '') => {
    const name = nameOf(asked);
    if (known.has(name)) return undefined;
    return (
      `This server does not answer to the name “${name}”. To reach it by that name, start it with ` +
      `--allow-host ${name || 'NAME'}.`
    );
  };
}

/**
 * Without the port and the dot that may end it, in small letters.
 * @param {string} host
 */
function nameOf(host) {
  return host.replace(/:\d*$/, '').replace(/\.$/, '').toLowerCase();
}

/**
 * An address of IPv6 as a Host has it.
 * @param {string} name
 */
function bracketed(name) {
  return name.split(':').length > 2 && !name.startsWith('[') ? `[${name}]` : name;
}
