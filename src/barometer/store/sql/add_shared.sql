insert into shared (share, dataset)
values ($share, $dataset)
