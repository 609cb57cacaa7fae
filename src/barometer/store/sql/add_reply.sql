insert into reply
values (
    $workspace, $id, $company, $finding, $address, $figures, $sent, $deadline, $replied, $speaker, $role,
    $text, $link, $recorded, null
)
