"""The papers that a methods text can cite, numbered in the order in which it first does."""

PAPERS = {
    "smyth2004": ("Smyth GK. Linear models and empirical Bayes methods for assessing differential expression in "
                  "microarray experiments. Stat Appl Genet Mol Biol 2004;3:3.", "10.2202/1544-6115.1027"),
    "sartor2006": ("Sartor MA et al. Intensity-based hierarchical Bayes method improves testing for differentially "
                   "expressed genes in microarray experiments. BMC Bioinformatics 2006;7:538.",
                   "10.1186/1471-2105-7-538"),
    "zhu2020": ("Zhu Y et al. DEqMS: a method for accurate variance estimation in differential protein expression "
                "analysis. Mol Cell Proteomics 2020;19:1047-1057.", "10.1074/mcp.TIR119.001646"),
    "phipson2016": ("Phipson B et al. Robust hyperparameter estimation protects against hypervariable genes and "
                    "improves power to detect differential expression. Ann Appl Stat 2016;10:946-963.",
                    "10.1214/16-AOAS920"),
    "mccarthy2009": ("McCarthy DJ, Smyth GK. Testing significance relative to a fold-change threshold is a TREAT. "
                     "Bioinformatics 2009;25:765-771.", "10.1093/bioinformatics/btp053"),
    "smyth2005": ("Smyth GK, Michaud J, Scott HS. Use of within-array replicate spots for assessing differential "
                  "expression in microarray experiments. Bioinformatics 2005;21:2067-2075.",
                  "10.1093/bioinformatics/bti270"),
    "ritchie2006": ("Ritchie ME et al. Empirical array quality weights in the analysis of microarray data. BMC "
                    "Bioinformatics 2006;7:261.", "10.1186/1471-2105-7-261"),
    "benjamini1995": ("Benjamini Y, Hochberg Y. Controlling the false discovery rate: a practical and powerful "
                      "approach to multiple testing. J R Stat Soc B 1995;57:289-300.",
                      "10.1111/j.2517-6161.1995.tb02031.x"),
    "schuirmann1987": ("Schuirmann DJ. A comparison of the two one-sided tests procedure and the power approach for "
                       "assessing the equivalence of average bioavailability. J Pharmacokinet Biopharm "
                       "1987;15:657-680.", "10.1007/BF01068419"),
    "mehta1985": ("Mehta CR, Patel NR, Gray R. Computing an exact confidence interval for the common odds ratio in "
                  "several 2 x 2 contingency tables. J Am Stat Assoc 1985;80:969-973.",
                  "10.1080/01621459.1985.10478212"),
    "simes1986": ("Simes RJ. An improved Bonferroni procedure for multiple tests of significance. Biometrika "
                  "1986;73:751-754.", "10.1093/biomet/73.3.751"),
    "liu2020": ("Liu Y, Xie J. Cauchy combination test: a powerful test with analytic p-value calculation under "
                "arbitrary dependency structures. J Am Stat Assoc 2020;115:393-402.",
                "10.1080/01621459.2018.1554485"),
    "wu2012": ("Wu D, Smyth GK. Camera: a competitive gene set test accounting for inter-gene correlation. Nucleic "
               "Acids Res 2012;40:e133.", "10.1093/nar/gks461"),
    "subramanian2005": ("Subramanian A et al. Gene set enrichment analysis: a knowledge-based approach for "
                        "interpreting genome-wide expression profiles. Proc Natl Acad Sci USA 2005;102:15545-15550.",
                        "10.1073/pnas.0506580102"),
    "korotkevich2021": ("Korotkevich G et al. Fast gene set enrichment analysis. bioRxiv 060012.", "10.1101/060012"),
    "fang2023": ("Fang Z, Liu X, Peltz G. GSEApy: a comprehensive package for performing gene set enrichment analysis "
                 "in Python. Bioinformatics 2023;39:btac757.", "10.1093/bioinformatics/btac757"),
    "ashburner2000": ("Ashburner M et al. Gene Ontology: tool for the unification of biology. Nat Genet "
                      "2000;25:25-29.", "10.1038/75556"),
    "bolstad2003": ("Bolstad BM et al. A comparison of normalization methods for high density oligonucleotide array "
                    "data based on variance and bias. Bioinformatics 2003;19:185-193.",
                    "10.1093/bioinformatics/19.2.185"),
    "ballman2004": ("Ballman KV et al. Faster cyclic loess: normalizing RNA arrays via linear models. Bioinformatics "
                    "2004;20:2778-2786.", "10.1093/bioinformatics/bth327"),
    "anders2010": ("Anders S, Huber W. Differential expression analysis for sequence count data. Genome Biol "
                   "2010;11:R106.", "10.1186/gb-2010-11-10-r106"),
    "alban2003": ("Alban A et al. A novel experimental design for comparative two-dimensional gel analysis: "
                  "two-dimensional difference gel electrophoresis incorporating a pooled internal standard. "
                  "Proteomics 2003;3:36-44.", ""),
    "tukey1977": ("Tukey JW. Exploratory Data Analysis. Addison-Wesley, Reading, Massachusetts, 1977, chapter 11.", ""),
    "silva2006": ("Silva JC et al. Absolute quantification of proteins by LCMSE: a virtue of parallel MS acquisition. "
                  "Mol Cell Proteomics 2006;5:144-156.", "10.1074/mcp.M500230-MCP200"),
    "cox2014": ("Cox J et al. Accurate proteome-wide label-free quantification by delayed normalization and maximal "
                "peptide ratio extraction, termed MaxLFQ. Mol Cell Proteomics 2014;13:2513-2526.",
                "10.1074/mcp.M113.031591"),
    "barker2003": ("Barker M, Rayens W. Partial least squares for discrimination. J Chemom 2003;17:166-173.",
                   "10.1002/cem.785"),
    "genovese2002": ("Genovese C, Wasserman L. Operating characteristics and extensions of the false discovery rate "
                     "procedure. J R Stat Soc B 2002;64:499-517.", ""),
    "moelder2021": ("Mölder F et al. Sustainable data analysis with Snakemake. F1000Research 2021;10:33.",
                    "10.12688/f1000research.29032.2"),
}  # fmt: skip
"""A paper by its key: how it is cited, and its DOI where that was looked up."""


class Citations:
    """Numbers papers in the order in which a text calls for them."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}

    def __call__(self, *keys: str) -> str:
        """The mark of some papers, as it stands in a text: " [1, 2]"."""
        numbers = sorted(self._number.setdefault(key, len(self._number) + 1) for key in keys)
        return f" [{', '.join(map(str, numbers))}]"

    def listed(self) -> list[dict]:
        """The papers that were called for: number, text and doi."""
        return [
            {"number": number, "text": PAPERS[key][0], "doi": PAPERS[key][1]} for key, number in self._number.items()
        ]
