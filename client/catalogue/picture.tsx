/** An article's picture, beside its name: fetched once, when it comes near, for its address is that of its bytes. */

export function Picture({ image, class: name }: { image: string; class: string }) {
  return <img class={name} src={`/images/${image}`} alt="" loading="lazy" decoding="async" />;
}
