import devkit from '@nx/devkit';

const { names } = devkit;

/** The spellings of a name: `account-class`, `accountClass`, `AccountClass`, `account_class`, `account class`. */
export const spellingsOf = (name) => {
  const { fileName: kebab, propertyName: camel, className: pascal } = names(name);
  return { kebab, camel, pascal, snake: kebab.replaceAll('-', '_'), spoken: kebab.replaceAll('-', ' ') };
};

export const pluralOf = (name) => {
  if (/[^aeiou]y$/.test(name)) return name.replace(/y$/, 'ies');
  return /(s|x|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
};

/** A thing with its article: `an account`. */
export const oneOf = (spoken) => `${/^[aeiou]/.test(spoken) ? 'an' : 'a'} ${spoken}`;

export const capitalized = (text) => text.charAt(0).toUpperCase() + text.slice(1);
