package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.report.Block;
import io.jenkins.plugins.modeldelivery.report.Cell;
import io.jenkins.plugins.modeldelivery.report.Figures;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.ArrayList;
import java.util.List;

/** Which champion the model was compared with, and on how many rows the two disagree. */
final class ChampionBlocks {
    private ChampionBlocks() {}

    static List<Block> of(ReportView report) {
        if (!report.hasObject("champion")) {
            return List.of();
        }
        ReportView champion = report.object("champion");
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(new Block.Fact(Messages.Page_championFile(), Cell.code(champion.text("path"))));
        fact(facts, Messages.Page_pairedRows(), champion.number("rows"));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Text(Messages.Page_paired()));
        if (champion.hasObject("mcnemar")) {
            ReportView mcnemar = champion.object("mcnemar");
            fact(facts, Messages.Page_onlyCandidateRight(), mcnemar.number("onlyCandidateRight"));
            fact(facts, Messages.Page_onlyChampionRight(), mcnemar.number("onlyChampionRight"));
            facts.add(new Block.Fact(Messages.Page_mcnemar(), Cell.of(Figures.digits(mcnemar.number("pValue")))));
        }
        blocks.add(new Block.Facts(facts));
        return blocks;
    }

    private static void fact(List<Block.Fact> facts, String name, double count) {
        if (Double.isFinite(count)) {
            facts.add(new Block.Fact(name, Cell.of(Figures.count(count))));
        }
    }
}
