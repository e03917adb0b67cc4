namespace Toombos.Server.Features.Writing.Composing.Voicing;

/// <summary>A place for our own words, in the order of a draft.</summary>
enum Slot
{
    Greeting, IntroOne, IntroMany, News, Bulletin, Also,
    ReadMore, CtaStory, CtaSite, CtaReply, Link, Bio, Question, QuestionOne, Thanks, SignOff, Team, Disclaimer,
}
