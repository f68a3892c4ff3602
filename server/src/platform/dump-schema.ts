import type { Queryable } from './database.ts'

/**
 * The schema as text, in an order that does not depend on how it came about: what `server/schema.sql` holds, so that a
 * reviewer sees what a migration did. It is for reading; the migrations are what is run.
 */
export async function dumpSchema(sql: Queryable): Promise<string> {
  const sections = [await dumpTables(sql), await dumpFunctions(sql), await dumpTriggers(sql)]
  return `-- Written by \`npm run schema\` from the migrated database; a test keeps it fresh.\n\n${sections.flat().join('\n\n')}\n`
}

async function dumpTables(sql: Queryable): Promise<string[]> {
  const tables = await sql<
    { oid: number; name: string; persistence: string; comment: string | null; options: string[] | null }[]
  >`
    select c.oid, c.relname as name, c.relpersistence as persistence, c.reloptions as options,
           obj_description(c.oid, 'pg_class') as comment
      from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
     order by c.relname collate "C"`
  const dumped: string[] = []
  for (const table of tables) {
    const columns = await sql<
      {
        name: string
        type: string
        required: boolean
        otherwise: string | null
        generated: string
        comment: string | null
      }[]
    >`
      select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
             pg_get_expr(d.adbin, d.adrelid) as otherwise, a.attgenerated as generated,
             col_description(a.attrelid, a.attnum) as comment
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
       where a.attrelid = ${table.oid} and a.attnum > 0 and not a.attisdropped order by a.attnum`
    // Not-null constraints are catalogued from PostgreSQL 18 on and would otherwise stand there twice.
    const constraints = await sql<{ name: string; definition: string }[]>`
      select conname as name, pg_get_constraintdef(oid) as definition
        from pg_constraint where conrelid = ${table.oid} and contype in ('p', 'u', 'f', 'c', 'x')
       order by array_position('{p,u,f,c,x}', contype::text), conname collate "C"`
    const indexes = await sql<{ definition: string }[]>`
      select pg_get_indexdef(i.indexrelid) as definition from pg_index i
       where i.indrelid = ${table.oid} and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
       order by pg_get_indexdef(i.indexrelid) collate "C"`
    const lines = [
      ...columns.map(
        (column) =>
          `  ${column.name} ${column.type}${column.required ? ' not null' : ''}${
            column.otherwise === null
              ? ''
              : column.generated === ''
                ? ` default ${column.otherwise}`
                : ` generated always as (${column.otherwise}) stored`
          }`,
      ),
      ...constraints.map((constraint) => `  constraint ${constraint.name} ${constraint.definition}`),
    ]
    dumped.push(
      [
        `create ${table.persistence === 'u' ? 'unlogged ' : ''}table ${table.name} (\n${lines.join(',\n')}\n)${
          table.options === null ? '' : ` with (${table.options.join(', ')})`
        };`,
        ...(table.comment === null ? [] : [`comment on table ${table.name} is ${quoted(table.comment)};`]),
        ...columns.flatMap(({ name, comment }) =>
          comment === null ? [] : [`comment on column ${table.name}.${name} is ${quoted(comment)};`],
        ),
        ...indexes.map((index) => `${index.definition};`),
      ].join('\n'),
    )
  }
  return dumped
}

async function dumpFunctions(sql: Queryable): Promise<string[]> {
  const functions = await sql<{ definition: string }[]>`
    select pg_get_functiondef(p.oid) as definition
      from pg_proc p
     where p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p')
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
     order by p.proname collate "C", pg_get_function_identity_arguments(p.oid) collate "C"`
  return functions.map((row) => `${row.definition.trim()};`)
}

async function dumpTriggers(sql: Queryable): Promise<string[]> {
  const triggers = await sql<{ definition: string }[]>`
    select pg_get_triggerdef(t.oid) as definition
      from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where c.relnamespace = 'public'::regnamespace and not t.tgisinternal order by pg_get_triggerdef(t.oid) collate "C"`
  return triggers.map((row) => `${row.definition};`)
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
