/** One of several, above a table: what is shown of it. */
interface FilterChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly (readonly [value: Value, label: string])[];
  onChange: (value: Value) => void;
}

export function FilterChoice<Value extends string>({ label, value, options, onChange }: FilterChoiceProps<Value>) {
  return (
    <label class="filter">
      <span>{label}</span>
      <select class="input" value={value} onChange={({ currentTarget }) => onChange(currentTarget.value as Value)}>
        {options.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
      </select>
    </label>
  );
}
