type Child = Node | string | undefined;

/** An element with attributes and children; text is text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K, attributes: Readonly<Record<string, string>> = {}, ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** Text with `code` in it. */
export const marked = (text: string): (Node | string)[] => text.split('`').map((part, index) => (index % 2 === 1 ? element('code', {}, part) : part));

/** A label and its field, tied by id. */
export function labelled(text: Child, field: HTMLElement, note?: string): HTMLElement {
  field.id ||= `field-${nextId += 1}`;
  const parts: Child[] = [element('label', { for: field.id }, text)];
  if (note !== undefined && note !== '') {
    const id = `${field.id}-note`;
    field.setAttribute('aria-describedby', id);
    parts.push(element('small', { id }, note));
  }
  return element('div', { class: 'field' }, ...parts, field);
}

let nextId = 0;

/** The element of the page with this id. */
export const byId = (id: string): HTMLElement => document.getElementById(id)!;
