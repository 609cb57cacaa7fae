insert into source_check
values (
    $workspace, $id, $source, $checked_by, $checked_on, $figures, $address, $note, $recorded, null
)
