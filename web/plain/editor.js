// The BatchEditor of our A2UI catalogue as a table; Save sends the changed rows only.

const INPUTS = { number: "number", integer: "number", date: "date", datetime: "datetime-local", time: "time" };

/** An element with its properties and children; everything from outside is text, never markup. */
export function element(name, properties = {}, children = []) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** `save(context)` rejects if the server will not have it; `reopen(why)` is for a refusal that comes later. */
export function batchEditor(component, model, save) {
  const lines = [];
  const body = element("tbody");
  const problem = element("p", { className: "problem", role: "alert" });
  const addLine = (row) => {
    const line = { row, inputs: component.columns.map((c) => input(c, row?.[c.key], lines.length + 1)) };
    line.tr = element("tr", {}, line.inputs.map((each) => element("td", {}, [each])));
    if (component.canDelete) line.tr.append(element("td", {}, [removal(line, lines.length + 1)]));
    lines.push(line);
    body.append(line.tr);
    return line;
  };
  model.rows?.forEach(addLine);
  if (!component.rowKey && !lines.length) addLine();

  const heads = component.columns.map((c) => element("th", { scope: "col", textContent: c.label }));
  const caption = element("caption", { textContent: component.title });
  const table = element("table", {}, [caption, element("thead", {}, [element("tr", {}, heads)]), body]);
  const submit = element("button", { type: "submit", textContent: component.submitLabel ?? "Save" });
  const add = element("button", { type: "button", textContent: "Add a row", hidden: !component.canAdd });
  add.onclick = () => addLine().inputs[0].focus();
  const fields = element("fieldset", {}, [element("div", { className: "scroll" }, [table]), add, submit]);
  const form = element("form", { className: "form" }, [fields, problem]);
  form.reopen = (why) => [problem.textContent, fields.disabled] = [why, false];
  form.onsubmit = (event) => {
    event.preventDefault();
    const context = changes(component, model, lines);
    if (!context) return form.reopen("Nothing was changed.");
    [problem.textContent, fields.disabled] = ["", true];
    return save(context).catch((refusal) => form.reopen(refusal.message));
  };
  return form;
}

function removal(line, number) {
  const button = element("button", { type: "button", textContent: "Remove", ariaLabel: `Remove row ${number}` });
  button.onclick = () => { line.gone = true; line.tr.remove(); };
  return button;
}

function changes({ columns, rowKey, action }, model, lines) {
  const upserts = [], deletes = [];
  for (const { row, inputs, gone } of lines) {
    const now = Object.fromEntries(columns.map((column, i) => [column.key, valueOf(column, inputs[i])]));
    if (row && rowKey && (gone || now[rowKey] !== row[rowKey])) deletes.push(row[rowKey]);
    if (!gone && !(row && columns.every(({ key }) => now[key] === (row[key] ?? null)))) upserts.push(now);
  }
  if (!upserts.length && !deletes.length) return null;
  const whole = { ...model, upserts, deletes };
  const bound = Object.entries(action.event.context);
  return Object.fromEntries(bound.map(([name, { path }]) => [name, whole[path.slice(1)] ?? null]));
}

function input(column, given, number) {
  const common = { ariaLabel: `${column.label}, row ${number}`, required: Boolean(column.required) };
  if (column.type === "boolean") return element("input", { ...common, type: "checkbox", required: false, checked: given });
  if (column.options) {
    const options = ["", ...column.options].map((o) => element("option", { value: o, textContent: o }));
    return chosen(element("select", common, options), given);
  }
  const type = INPUTS[column.type] ?? "text";
  const limits = type === "number" ? { step: column.step ?? (column.type === "integer" ? 1 : "any") } : {};
  for (const name of ["min", "max", "maxLength"]) if (column[name] !== undefined) limits[name] = column[name];
  return chosen(element("input", { ...common, type, ...limits }), given);
}

function chosen(field, given) {
  field.value = given ?? "";
  return field;
}

function valueOf(column, field) {
  if (column.type === "boolean") return field.checked;
  if (field.value === "") return null;
  return INPUTS[column.type] === "number" ? Number(field.value) : field.value;
}
