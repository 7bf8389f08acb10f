using MassTransit;
using Portal.Contracts.DataSharing;

namespace Portal.Customs.Declarations;

/// <summary>Another agency has answered: with the last answer the declaration goes on.</summary>
internal sealed class FactAnsweredConsumer(CustomsDbContext db, DeclarationAssessment assessment, TimeProvider clock) : IConsumer<FactAnswered>
{
    public async Task Consume(ConsumeContext<FactAnswered> context)
    {
        var answer = context.Message;
        var declaration = await db.Declarations.FindAsync(answer.Case.Split('/')[0]);
        if (declaration is null || ProcessDeclarationConsumer.CaseOf(declaration) != answer.Case)
            return;
        if (declaration.NoteAnswer(answer.Question, answer.Holds, answer.Reason, clock.GetUtcNow().UtcDateTime))
            await assessment.Assess(declaration);
    }
}
