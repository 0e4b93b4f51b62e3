# Times fgsea on the ranking and sets of a folder; see README.md.
folder <- commandArgs(trailingOnly = TRUE)[1]
ranking <- read.delim(file.path(folder, "ranking.tsv"), header = FALSE)
stats <- setNames(ranking[[2]], ranking[[1]])
sets <- strsplit(readLines(file.path(folder, "sets.txt")), " ")
names(sets) <- paste0("T", seq_along(sets) - 1)
one <- BiocParallel::SerialParam()
seconds <- replicate(3, {
  set.seed(1)
  system.time(
    found <<- fgsea::fgseaMultilevel(sets, stats, minSize = 1, maxSize = length(stats) - 1, eps = 1e-50, BPPARAM = one)
  )[["elapsed"]]
})
found <- as.data.frame(found)
found <- found[match(names(sets), found$pathway), ]
write.table(found[, c("ES", "pval")], file.path(folder, "found.tsv"), sep = "\t", row.names = FALSE, quote = FALSE)
cat(median(seconds))
