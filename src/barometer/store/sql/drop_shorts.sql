-- a link that carries how a file was read goes with the file, from the workspace that deleted it
delete from short
where exists (
    select 1
    from owner as o
    where
        o.workspace = short.workspace
        and o.deleted < $before
        and instr(short.query, o.dataset) > 0
)
