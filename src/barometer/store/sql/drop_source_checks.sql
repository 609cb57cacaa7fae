-- what was withdrawn too long ago to be undone
delete from source_check
where deleted is not null and deleted < $before
