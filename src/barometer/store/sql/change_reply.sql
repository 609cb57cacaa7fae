update reply
set
    company = $company,
    finding = $finding,
    address = $address,
    figures = $figures,
    sent = $sent,
    deadline = $deadline,
    replied = $replied,
    speaker = $speaker,
    role = $role,
    text = $text,
    link = $link
where workspace = $workspace and id = $id and deleted is null
